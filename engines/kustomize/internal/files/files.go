// Package files is the file system that kustomize sees: the files of a tree and nothing else, all below Top. What climbs
// above it finds nothing. (The one that kustomize brings along refuses names with a `+`.)
package files

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Top is the folder of the tree.
const Top = "/repository"

// System implements filesys.FileSystem for reading.
type System struct {
	files   map[string]string
	folders map[string]bool
}

var _ filesys.FileSystem = (*System)(nil)

// New takes texts by their path in the tree.
func New(files map[string]string) *System {
	folders := map[string]bool{"/": true, Top: true}
	for file := range files {
		for folder := path.Dir(Path(file)); !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	return &System{files: files, folders: folders}
}

// Path is where kustomize finds a path of the tree.
func Path(file string) string {
	return path.Join(Top, file)
}

func (s *System) text(name string) (string, bool) {
	below, ok := strings.CutPrefix(path.Clean("/"+name), Top+"/")
	if !ok {
		return "", false
	}
	text, ok := s.files[below]
	return text, ok
}

// IsDir implements filesys.FileSystem.
func (s *System) IsDir(name string) bool { return s.folders[path.Clean("/"+name)] }

// Exists implements filesys.FileSystem.
func (s *System) Exists(name string) bool {
	_, ok := s.text(name)
	return ok || s.IsDir(name)
}

// ReadFile implements filesys.FileSystem.
func (s *System) ReadFile(name string) ([]byte, error) {
	if text, ok := s.text(name); ok {
		return []byte(text), nil
	}
	if s.IsDir(name) {
		return nil, fmt.Errorf("'%s' is a directory", name)
	}
	return nil, missing(name)
}

// CleanedAbs implements filesys.FileSystem.
func (s *System) CleanedAbs(name string) (filesys.ConfirmedDir, string, error) {
	clean := path.Clean("/" + name)
	if s.IsDir(clean) {
		return filesys.ConfirmedDir(clean), "", nil
	}
	if _, ok := s.text(clean); ok {
		return filesys.ConfirmedDir(path.Dir(clean)), path.Base(clean), nil
	}
	return "", "", missing(name)
}

func missing(name string) error {
	return fmt.Errorf("'%s' doesn't exist", path.Clean("/"+name))
}

var errReadOnly = errors.New("the files of a tree cannot be changed or listed")

// Create implements filesys.FileSystem.
func (s *System) Create(string) (filesys.File, error) { return nil, errReadOnly }

// Mkdir implements filesys.FileSystem.
func (s *System) Mkdir(string) error { return errReadOnly }

// MkdirAll implements filesys.FileSystem.
func (s *System) MkdirAll(string) error { return errReadOnly }

// RemoveAll implements filesys.FileSystem.
func (s *System) RemoveAll(string) error { return errReadOnly }

// Open implements filesys.FileSystem; kustomize reads whole files.
func (s *System) Open(string) (filesys.File, error) { return nil, errReadOnly }

// ReadDir implements filesys.FileSystem.
func (s *System) ReadDir(string) ([]string, error) { return nil, errReadOnly }

// Glob implements filesys.FileSystem.
func (s *System) Glob(string) ([]string, error) { return nil, errReadOnly }

// WriteFile implements filesys.FileSystem.
func (s *System) WriteFile(string, []byte) error { return errReadOnly }

// Walk implements filesys.FileSystem.
func (s *System) Walk(string, filepath.WalkFunc) error { return errReadOnly }
