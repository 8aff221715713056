//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package write

import "errors"

// lockFile reports that there are no locks here.
func lockFile(*place, string) (unlock func(), err error) { return nil, errors.ErrUnsupported }
