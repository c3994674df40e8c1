"""Services for the tests: databases, a web server, fonts for the browser, an HTML checker.

Each module starts and removes one of them. ``provision`` checks that the programs are installed.
"""
