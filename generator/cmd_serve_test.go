package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestServeCommand starts the command as a person does, opens the address that
// it prints, and stops it with Ctrl-C.
func TestServeCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a program cannot press Ctrl-C there")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := writeMinimal(dir); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "serve", "-C", dir, "--port", "0")
	cmd.Env = append(os.Environ(), asBalise+"=1", "SOURCE_DATE_EPOCH="+epoch)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	page, end := "", time.Now().Add(time.Minute)
	for !strings.Contains(page, "Vannes") && time.Now().Before(end) { // it is read first
		page = fetch(t, strings.TrimSuffix(address, "-/voir/")+"vannes/")
	}
	if !strings.Contains(page, "Vannes") {
		t.Errorf("the page is %q", page)
	}
	if face := fetch(t, address); !strings.Contains(face, "<iframe") {
		t.Errorf("%s is %q", address, face)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C: %v\n%s", err, said.String())
	}
	if want := "Ctrl-C"; !strings.Contains(said.String(), want) {
		t.Errorf("it does not say how to stop: %s", said.String())
	}
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestServeUsage: what cannot be served is said.
func TestServeUsage(t *testing.T) {
	for _, args := range [][]string{{"serve", "--port", "70000"}, {"serve", "--port", "-1"}, {"serve", "-C", "absent"}, {"serve", "page"}} {
		if _, stderr, status := balise(t, args...); status != 2 || stderr == "" {
			t.Errorf("%q: status %d, %q", args, status, stderr)
		}
	}
}
