// Package reads finds the files that configuration reads with `file`, `templatefile` and their kind, where the path is
// written out. It looks at the text only: whole repositories go through it.
package reads

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
)

// References are the files that a folder's configuration reads. In a pattern, `*` stands for anything, also for nothing
// and for several folders: what is not written out.
type References struct {
	// Module are paths of the repository, of what is read beside the module's own files.
	Module []string `json:"module"`
	// Root are paths seen from the root's folder, wherever that is: what is read without `path.module`.
	Root []string `json:"root"`
}

// functions that take a path as their first argument.
const functions = `file|filebase64|fileexists|filemd5|filesha1|filesha256|filesha512|filebase64sha256|filebase64sha512|templatefile`

var call = regexp.MustCompile(`\b(` + functions + `)\(\s*"((?:[^"\\$]|\$\{[^{}"]*\})*)"`)

var listing = regexp.MustCompile(`\bfileset\(\s*(?:path\.(module|root)|"((?:[^"\\$]|\$\{[^{}"]*\})*)")\s*,\s*"((?:[^"\\$]|\$\{[^{}"]*\})*)"`)

// perFolderMax bounds how many different paths are looked for; the most that a real folder reads are about twenty.
const perFolderMax = 200

// In finds the references in the text of a file of a folder.
func In(dir string, text []byte) References {
	found := References{Module: []string{}, Root: []string{}}
	if !mayRead(text) {
		return found
	}
	for _, match := range call.FindAllSubmatch(text, -1) {
		found.add(dir, string(match[2]), "")
	}
	for _, match := range listing.FindAllSubmatch(text, -1) {
		folder := string(match[2])
		if len(match[1]) > 0 {
			folder = "${path." + string(match[1]) + "}"
		}
		found.add(dir, folder, "/"+literalFolder(string(match[3]))+"*")
	}
	return found
}

// words stand in every call; expressions are slow, and most files read nothing.
var words = [][]byte{[]byte("file("), []byte("fileset("), []byte("fileexists("), []byte("filemd5("), []byte("filesha"), []byte("filebase64")}

func mayRead(text []byte) bool {
	for _, word := range words {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}

// Merge puts what several files of a folder read together.
func (r *References) Merge(other References) {
	r.Module = together(r.Module, other.Module)
	r.Root = together(r.Root, other.Root)
}

func together(first, second []string) []string {
	all := append(slices.Clone(first), second...)
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), perFolderMax)]
}

func (r *References) add(dir, written, below string) {
	pattern, from := written, "root"
	for _, base := range []string{"module", "root"} {
		if rest, ok := strings.CutPrefix(written, "${path."+base+"}"); ok {
			pattern, from = "./"+strings.TrimLeft(rest, "/"), base
		}
	}
	pattern = holes.ReplaceAllString(pattern, "*") + below
	// A path that begins with something unknown may be any file.
	if strings.HasPrefix(pattern, "*") || strings.HasPrefix(pattern, "/") || strings.HasPrefix(pattern, "~") {
		return
	}
	if from == "root" {
		r.Root = append(r.Root, path.Clean(pattern))
		return
	}
	if joined := path.Join(dir, pattern); inside(joined) {
		r.Module = append(r.Module, joined)
	}
}

var holes = regexp.MustCompile(`\$\{[^{}"]*\}`)

// literalFolder is the part of a fileset's pattern that names folders.
func literalFolder(pattern string) string {
	pattern = holes.ReplaceAllString(pattern, "*")
	if at := strings.IndexAny(pattern, "*?[{"); at >= 0 {
		pattern = pattern[:at]
	}
	return pattern[:strings.LastIndex(pattern, "/")+1]
}

func inside(joined string) bool {
	return joined != ".." && !strings.HasPrefix(joined, "../") && !strings.HasPrefix(joined, "/")
}

// Match holds where a path is one that a pattern looks for.
func Match(pattern, at string) bool {
	parts := strings.Split(pattern, "*")
	last := len(parts) - 1
	rest, ok := strings.CutPrefix(at, parts[0])
	if !ok || last == 0 {
		return ok && rest == ""
	}
	for _, part := range parts[1:last] {
		found := strings.Index(rest, part)
		if found < 0 {
			return false
		}
		rest = rest[found+len(part):]
	}
	return strings.HasSuffix(rest, parts[last])
}
