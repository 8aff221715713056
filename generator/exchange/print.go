package exchange

// The printers of this package append to a buffer: an export writes tens of
// millions of values, and reflection would cost more than the pages.

// appendPair writes a key of an object that is not its first one; nothing when
// there is no value.
func appendPair(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	return appendString(appendName(b, key), value)
}

// appendPairs is appendPair for a list.
func appendPairs(b []byte, key string, values []string) []byte {
	if len(values) == 0 {
		return b
	}
	b = appendName(b, key)
	sep := byte('[')
	for _, v := range values {
		b = append(b, sep)
		b = appendString(b, v)
		sep = ','
	}
	return append(b, ']')
}

// appendDegrees is appendPair for a coordinate.
func appendDegrees(b []byte, key string, degrees float64) []byte {
	return appendNumber(appendName(b, key), sixDecimals(degrees))
}

func appendName(b []byte, key string) []byte {
	b = append(b, ',', '"')
	b = append(b, key...)
	return append(b, '"', ':')
}
