package tomledit

// AppendValue writes a value in the canonical form of [Document.Format], for
// programs that make whole files. It takes the values that [Table.Set] takes;
// before is how many characters stand on the line already, key and equals sign
// included. A value that Set would refuse is the caller's fault, and panics.
func AppendValue(b []byte, v any, before int) []byte {
	if n, ok := v.(int); ok {
		v = int64(n)
	}
	return append(b, encode(v, value{}, before)...)
}

// AppendEscaped writes a text on one line as it stands between quotes, where a
// backslash escapes itself and all that nobody would see; but not quotes. It
// serves comments, which TOML allows no control character in.
func AppendEscaped(b []byte, text string) []byte {
	for _, r := range text {
		b = appendRune(b, r)
	}
	return b
}

// AppendOneLine writes a text between quotes on one line, ends of lines escaped.
func AppendOneLine(b []byte, text string) []byte { return appendText(b, text, false) }
