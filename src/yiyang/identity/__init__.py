"""Whether two records are of one person: who may be, who looks, joining and parting them."""
