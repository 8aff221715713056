package write

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncDisk makes what was written to the disk that holds root last through a
// power cut: one call, whatever the number of files.
func syncDisk(root *os.Root) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.Syncfs(int(f.Fd()))
}
