"""What the tests need beyond Python: databases, the running site, a browser, an HTML checker.

Each module starts one of them and clears it away; ``provision`` checks that they are installed.
"""
