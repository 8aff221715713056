package scaffold

// Create is create with files that hold a byte each.
func Create(dir string, names ...string) error {
	var files []file
	for _, name := range names {
		files = append(files, file{name, []byte{'x'}})
	}
	return create(dir, files)
}
