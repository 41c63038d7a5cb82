"""Care settled away from home: filing, who may settle, what two nodes do, compare and clear."""
