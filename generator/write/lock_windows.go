package write

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

const (
	errorSharingViolation  = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	fileFlagDeleteOnClose  = 0x04000000        // FILE_FLAG_DELETE_ON_CLOSE
	sharedWithNobody       = 0
	fileAttributeTemporary = 0x100 // FILE_ATTRIBUTE_TEMPORARY
)

// lockFile takes the lock called name, or fails with ErrBusy. The file is open
// for us alone and goes with its handle: the system closes that, and removes
// the file, however the process ends.
func lockFile(p *place, name string) (unlock func(), err error) {
	full := filepath.Join(p.dir, name)
	wide, err := syscall.UTF16PtrFromString(full)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(wide, syscall.GENERIC_READ|syscall.GENERIC_WRITE, sharedWithNobody, nil,
		syscall.OPEN_ALWAYS, fileAttributeTemporary|fileFlagDeleteOnClose, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, ErrBusy
	}
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: full, Err: err}
	}
	return func() { syscall.CloseHandle(h) }, nil
}
