"""What a segment definition means, as tables of cases worked out by hand: data, a definition, its members."""
