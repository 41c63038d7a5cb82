"""Parameters estimated from stored rows, forecasts of beds, and how both held afterwards."""
