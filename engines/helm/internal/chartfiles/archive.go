// Package chartfiles turns the files of a chart into the chart that Helm's own loader makes of them.
package chartfiles

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

const (
	// entriesMax is for all archives of a chart together: the largest published charts have some hundred files.
	entriesMax = 10_000
	// unpackedMax is for all archives of a chart together: Helm itself allows 100 MiB, more than there is memory for here.
	unpackedMax = 32 << 20
	// ratioMax is what an archive may grow by: text shrinks to a tenth, CustomResourceDefinitions to a thirtieth.
	ratioMax = 100
	// ratioFrom is how many bytes are unpacked before the ratio counts, because a few equal lines shrink to nothing.
	ratioFrom = 1 << 20
	// nestedMax is how deep archives may lie in archives.
	nestedMax = 4
)

// Refused is an archive that is not unpacked. The reason names nothing of its content but paths.
type Refused struct{ Path, Reason string }

func (r *Refused) Error() string { return fmt.Sprintf("%s: %s", r.Path, r.Reason) }

type file struct {
	name string
	data []byte
	from Origin
}

// Origin is where a file of a chart stands.
type Origin struct {
	// Path is relative to the chart; of a file in an archive it is the archive's.
	Path string
	// Inside is the path inside of the archive, empty where the file lies in the repository itself.
	Inside string
}

type unpacker struct {
	entries int
	bytes   int
}

// expand puts the content of subcharts' archives in the place of the archives.
func (u *unpacker) expand(files []file, depth int) ([]file, error) {
	var out []file
	for _, each := range files {
		if !isArchive(each.name) {
			out = append(out, each)
			continue
		}
		archive := each.from.Path
		if depth >= nestedMax {
			return nil, &Refused{archive, fmt.Sprintf("archives lie more than %d deep in archives", nestedMax)}
		}
		inner, err := u.unpack(each)
		if err != nil {
			return nil, err
		}
		inner, err = u.expand(inner, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, inner...)
	}
	return out, nil
}

// isArchive goes by the same rule as Helm's loader: directly in the charts/ of a chart, and not hidden.
func isArchive(name string) bool {
	for {
		rest, found := strings.CutPrefix(name, "charts/")
		if !found || strings.IndexAny(rest, "_.") == 0 {
			return false
		}
		if _, name, found = strings.Cut(rest, "/"); !found {
			return path.Ext(rest) == ".tgz"
		}
	}
}

func (u *unpacker) unpack(archive file) ([]file, error) {
	refuse := func(reason string) error { return &Refused{archive.from.Path, reason} }
	zipped, err := gzip.NewReader(bytes.NewReader(archive.data))
	if err != nil {
		return nil, refuse("it is no gzip archive")
	}
	reader := tar.NewReader(zipped)
	var out []file
	unpacked := 0
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, refuse("it is cut off or no tar archive")
		}
		if u.entries++; u.entries > entriesMax {
			return nil, refuse(fmt.Sprintf("the archives of the chart hold more than %d entries", entriesMax))
		}
		name, reason := entryName(header)
		if reason != "" {
			return nil, refuse(reason)
		}
		if name == "" {
			continue
		}
		data, reason := u.content(reader, &unpacked, len(archive.data))
		if reason != "" {
			return nil, refuse(reason)
		}
		inside := path.Join(archive.from.Inside, name)
		out = append(out, file{name: archive.name + "!/" + name, data: data, from: Origin{archive.from.Path, inside}})
	}
	if len(out) == 0 {
		return nil, refuse("it holds no files")
	}
	return out, nil
}

// entryName is the path below the archive's one folder, empty for what is no file, or why the archive is refused.
func entryName(header *tar.Header) (name, reason string) {
	switch header.Typeflag {
	case tar.TypeXGlobalHeader, tar.TypeXHeader, tar.TypeDir:
		return "", ""
	case tar.TypeReg, tar.TypeRegA:
	default:
		return "", "it holds links or devices"
	}
	whole := strings.ReplaceAll(header.Name, `\`, "/")
	if path.IsAbs(whole) || (len(whole) > 1 && whole[1] == ':') {
		return "", "it holds an absolute path"
	}
	for _, part := range strings.Split(whole, "/") {
		if part == ".." {
			return "", "it holds a path that leads out of it (`..`)"
		}
	}
	clean := path.Clean(whole)
	_, rest, found := strings.Cut(clean, "/")
	if !found {
		return "", "it holds a file outside of the chart's folder"
	}
	return rest, ""
}

func (u *unpacker) content(reader io.Reader, unpacked *int, packed int) (data []byte, reason string) {
	data, err := io.ReadAll(io.LimitReader(reader, int64(unpackedMax-u.bytes)+1))
	if err != nil {
		return nil, "it is cut off"
	}
	u.bytes += len(data)
	*unpacked += len(data)
	if u.bytes > unpackedMax {
		return nil, fmt.Sprintf("the archives of the chart unpack to more than %d bytes", unpackedMax)
	}
	if *unpacked > ratioFrom && *unpacked/ratioMax > packed {
		return nil, fmt.Sprintf("it unpacks to more than %d times its size", ratioMax)
	}
	return data, ""
}
