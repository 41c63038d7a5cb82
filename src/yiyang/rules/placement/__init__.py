"""Placement: who may have which kind of bed, where, in which order.

``evaluate`` says which kinds are open to a person and why the others are not, ``queue`` orders
the people who wait, ``rank`` orders the institutions that could take one of them, ``batch``
places a whole list at once.
"""
