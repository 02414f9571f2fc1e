// Package survey tells quickly which folders call which, and which could be applied by themselves. It parses nothing
// but the blocks that tell: whole repositories go through it.
package survey

import (
	"bytes"
	"path"
	"slices"

	"sekisho/engines/terraform/internal/config"
	"sekisho/engines/terraform/internal/reads"
	"sekisho/engines/terraform/internal/source"
)

// Input is Terraform files by path.
type Input struct {
	Files map[string]string `json:"files"`
}

// Folder is what the files of one folder say.
type Folder struct {
	// Calls are the local modules, as folders; those outside of the repository are left out.
	Calls []string `json:"calls"`
	// Backend: there is a backend or cloud block. Provider: there is a provider block.
	Backend  bool `json:"backend"`
	Provider bool `json:"provider"`
	// Reads are the files that are read beside the configuration; nil where there are none.
	Reads *reads.References `json:"reads,omitempty"`
}

// Run reads the files.
func Run(in Input) map[string]*Folder {
	folders := map[string]*Folder{}
	for file, text := range in.Files {
		dir := path.Dir(file)
		if folders[dir] == nil {
			folders[dir] = &Folder{Calls: []string{}}
		}
		folders[dir].read(dir, file, []byte(text))
	}
	for _, folder := range folders {
		slices.Sort(folder.Calls)
		folder.Calls = slices.Compact(folder.Calls)
	}
	return folders
}

func (f *Folder) read(dir, file string, text []byte) {
	f.reads(reads.In(dir, text))
	for _, block := range blocks(file, text) {
		switch block.Type {
		case "provider":
			f.Provider = true
		case "terraform":
			f.Backend = f.Backend || len(block.Body.BlocksOf("backend"))+len(block.Body.BlocksOf("cloud")) > 0
		case "module":
			called := config.LocalFolder(dir, config.Text(block.Body.Attr("source")))
			if called != "" {
				f.Calls = append(f.Calls, called)
			}
		}
	}
}

func (f *Folder) reads(found reads.References) {
	if len(found.Module)+len(found.Root) == 0 {
		return
	}
	if f.Reads == nil {
		f.Reads = &reads.References{Module: []string{}, Root: []string{}}
	}
	f.Reads.Merge(found)
}

var provider = []byte("provider ")

var telling = [][]byte{[]byte("module"), []byte("terraform"), []byte("provider")}

// blocks parses the pieces of a file that begin with a telling word; where the file is not formatted that way, all.
func blocks(file string, text []byte) []*source.Block {
	if path.Ext(file) == ".json" {
		return source.Parse(file, text).Body.Blocks
	}
	var found []*source.Block
	for _, piece := range source.Pieces(text) {
		if bytes.HasPrefix(piece, provider) {
			found = append(found, &source.Block{Type: "provider"})
		} else if tells(piece) {
			found = append(found, source.Parse(file, piece).Body.Blocks...)
		}
	}
	return found
}

// tells holds for a piece in which a telling word begins a line, indented or not.
func tells(piece []byte) bool {
	for _, word := range telling {
		for rest := piece; ; {
			at := bytes.Index(rest, word)
			if at < 0 {
				break
			}
			before := bytes.TrimRight(rest[:at], " \t")
			if len(before) == 0 || before[len(before)-1] == '\n' || before[len(before)-1] == '}' {
				return true
			}
			rest = rest[at+len(word):]
		}
	}
	return false
}
