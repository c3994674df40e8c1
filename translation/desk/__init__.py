"""What the Secretariat and the teams manage: requests, assignments, jobs, teams, task lists,
history.
"""
