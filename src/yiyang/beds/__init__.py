"""The five-bed network: claims on beds, presence, transfers."""
