package write

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"hash/fnv"
	"io"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
)

// Sum reads the last output and adds up the files that Balise made there; files
// counts them. It is false when one is missing, or cannot be read. The same
// files have the same sum, whatever their order: equal to WrittenSum of a
// build, they are what that build wrote. It finds what a disk or a hand
// changed; it is no guard against a forger, who can write there anyway.
func (s *Stage) Sum() (sum uint64, files int, ok bool) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed || s.old == nil || s.last.manifest == nil {
		return 0, 0, false
	}
	for _, name := range s.last.listed {
		if !s.last.leaves[name].ours {
			return 0, 0, false
		}
	}
	var total, next atomic.Uint64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < uint64(len(s.last.listed)) && !failed.Load(); i = next.Add(1) - 1 {
				one, err := s.sumOf(s.last.listed[i])
				if err != nil {
					failed.Store(true)
				}
				total.Add(one)
			}
		})
	}
	wg.Wait()
	return total.Load(), len(s.last.listed), !failed.Load()
}

// WrittenSum adds up the files that were given to Write.
func (s *Stage) WrittenSum() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sum
}

// sumOf sums a file of the last output.
func (s *Stage) sumOf(name string) (uint64, error) {
	dir, base := path.Split(name)
	folder, err := s.old.get(path.Clean(dir))
	if err != nil {
		return 0, err
	}
	defer s.old.put(folder)
	f, err := folder.root.Open(base)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	var crc uint32
	var size uint64
	for {
		n, err := f.Read(buf[:])
		crc = crc32.Update(crc, castagnoli, buf[:n])
		size += uint64(n)
		if errors.Is(err, io.EOF) {
			return mix(name, size, crc), nil
		}
		if err != nil {
			return 0, err
		}
	}
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func fileSum(name string, data []byte) uint64 {
	return mix(name, uint64(len(data)), crc32.Checksum(data, castagnoli))
}

// mix makes a number of a file that adds up with others.
func mix(name string, size uint64, crc uint32) uint64 {
	h := fnv.New64a()
	b := append(make([]byte, 0, 128), name...)
	b = binary.LittleEndian.AppendUint64(append(b, 0), size)
	_, _ = h.Write(binary.LittleEndian.AppendUint32(b, crc)) // a hash never fails
	return h.Sum64()
}
