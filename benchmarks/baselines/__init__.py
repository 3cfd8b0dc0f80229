"""What the cold starts are compared with: the same packages in one script, and nothing of ours."""
