"""The guides of docs/, shown in the admin under “Help”: those of a person's role first.

It knows the files and their readers. What the guides say is in docs/.
"""
