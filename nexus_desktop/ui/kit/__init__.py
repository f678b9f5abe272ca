"""What every screen shares: runner, jobs, theme, row models, small widgets."""
