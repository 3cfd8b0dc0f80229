"""What every function's role grants beside what the function was seen to ask for."""
