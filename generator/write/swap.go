package write

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// swap puts the folder called stage in place of the output. last describes the
// output that was read, or is nil when there was none. It returns the name of
// the folder that then holds the old output, empty when there is none.
//
// On Linux the two folders are exchanged in one step. Elsewhere, on disks that
// cannot, and when plain is true, there are two renames: a kill between them
// leaves no output, and the next Open puts the old one back.
func (p *place) swap(stage string, last fs.FileInfo, plain bool) (old string, err error) {
	if last == nil {
		return "", p.parent.Rename(stage, p.base)
	}
	switch err := p.swapInOneStep(stage, last, plain); {
	case err == nil:
		return stage, nil
	case errors.Is(err, errors.ErrUnsupported):
		return p.swapInTwoSteps(stage)
	default:
		return "", err
	}
}

// swapInOneStep exchanges stage and the output that was read, or fails with
// errors.ErrUnsupported where that cannot be done in one step.
func (p *place) swapInOneStep(stage string, last fs.FileInfo, plain bool) error {
	now, err := p.parent.Lstat(p.base)
	if err != nil || !os.SameFile(now, last) {
		// What stands there now was not read: removing it could lose files.
		return &Error{Reason: ErrMoved, Path: p.path(), Err: err}
	}
	if plain {
		return errors.ErrUnsupported
	}
	err = exchange(p.parent, stage, p.base)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.EXDEV) {
		return errors.ErrUnsupported
	}
	if err == nil || errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return p.mounted(err)
}

func (p *place) swapInTwoSteps(stage string) (old string, err error) {
	aside := p.asideName()
	if err := removeTree(p.parent, aside); err != nil { // left by a build that could not remove it
		return "", err
	}
	if err := p.parent.Rename(p.base, aside); err != nil {
		return "", p.mounted(err)
	}
	if err := p.parent.Rename(stage, p.base); err != nil {
		return "", errors.Join(err, p.parent.Rename(aside, p.base))
	}
	return aside, nil
}

// mounted recognises what systems answer when a mount point is renamed.
func (p *place) mounted(err error) error {
	if errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) {
		return &Error{Reason: ErrMount, Path: p.path(), Err: err}
	}
	return err
}
