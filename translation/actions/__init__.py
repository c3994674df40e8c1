"""The actions of the translation app, as in ``wagtail.actions``: one class for each verb.

``check`` raises if the action is not possible; ``execute`` checks, and then does it.
"""
