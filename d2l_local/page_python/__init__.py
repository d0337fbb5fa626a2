"""What runs in the page: Python that MicroPython reads as CPython does.

Nothing here imports another room of the book, nor a package.
"""
