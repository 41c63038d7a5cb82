"""Planning ahead: what the network would do under another plan, and where to build it.

Pure: plain values in, plain values out; the same rules as the running system.
"""
