"""The alarm desk: alarms with their evidence, responses and exercises with their pools."""
