// Package tomledit changes TOML files that people write: it sets a key, adds a
// table, and leaves every other byte as it was; or it puts a whole file in its
// canonical form. Comments, and what people wrote beside them, are never lost.
//
// A file is read once and edited in place:
//
//	doc, ds := tomledit.Parse("data/structures/56/mjc.toml", src, 1)
//	doc.Layout.Keys = model.ListingSchema.KeysOf
//	for _, s := range doc.Tables("structure") {
//		if id := s.Text("id"); id == "mjc-ploemeur" {
//			err = s.Set("telephone", "+33261912492")
//		}
//	}
//	os.WriteFile(name, doc.Bytes(), 0o644)
//
// # What belongs to what
//
// The comments directly above a key or a header, with no blank line between,
// are about it, as is the comment that ends its line. A comment with a blank
// line below is about nothing in particular and stays where it is.
//
//   - [Table.Set] changes the bytes of the value, nothing around it; in a list,
//     the comments above an item and at the end of its line follow the item.
//   - [Table.Delete] takes the key and its value away and leaves the comments: a
//     person wrote them, and may want to know what they were about.
//   - [Table.Remove] takes a table away with the comments in it and those
//     directly above it, except at the top of the file: they may be about it all.
//
// An edit that is not surely safe is refused with an error, and nothing has
// changed: a key that is the beginning of dotted keys, a table written as a
// value between braces. What was valid stays valid.
//
// The package does not know what the keys mean: their order comes from the
// caller. It reads and writes no file.
package tomledit
