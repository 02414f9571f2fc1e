package functions

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Files are what configuration may read: those of the repository that were given along.
type Files interface {
	// Read gives a file's text; no, where it is not there, or cannot be told.
	Read(path string) (string, bool)
	// Exists tells whether a file is there; the second is no where that cannot be told.
	Exists(path string) (bool, bool)
	// Below are the paths of all files in a folder and below it, seen from there; no, where that cannot be told.
	Below(folder string) ([]string, bool)
	// Render evaluates a template with variables; templates of templates are refused, as Terraform does.
	Render(path string, variables cty.Value) (cty.Value, error)
}

var errNoFile = errors.New("the file is not known")

func addFileFunctions(table map[string]function.Function, host Host) {
	texts := map[string]func(string) (cty.Value, error){
		"file":       func(text string) (cty.Value, error) { return cty.StringVal(text), nil },
		"filebase64": func(text string) (cty.Value, error) { return base64Of(text), nil },
	}
	for name, hash := range map[string]function.Function{
		"filemd5": hashMD5, "filesha1": hashSHA1, "filesha256": hashSHA256, "filesha512": hashSHA512,
		"filebase64sha256": base64SHA256, "filebase64sha512": base64SHA512,
	} {
		texts[name] = func(text string) (cty.Value, error) { return hash.Call([]cty.Value{cty.StringVal(text)}) }
	}
	for name, convert := range texts {
		table[name] = guard(host, name, ofFile(host, convert))
	}
	table["fileexists"] = guard(host, "fileexists", fileExists(host))
	table["fileset"] = guard(host, "fileset", fileSet(host))
	table["templatefile"] = templateFile(host)
	for _, name := range []string{"pathexpand", "abspath"} {
		table[name] = unknownText(anyParameter)
	}
}

func base64Of(text string) cty.Value {
	return cty.StringVal(base64.StdEncoding.EncodeToString([]byte(text)))
}

func ofFile(host Host, convert func(string) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("path")},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, ok := host.Files().Read(args[0].AsString())
			if !ok || !host.Spend(1+len(text)/64) {
				return cty.UnknownVal(cty.String), errNoFile
			}
			return convert(text)
		},
	})
}

func fileExists(host Host) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("path")},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			exists, known := host.Files().Exists(args[0].AsString())
			if !known {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.BoolVal(exists), nil
		},
	})
}

// fileSet never gives an empty set: nobody searches for what is not there, but files may be where nobody looked.
func fileSet(host Host) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("path"), textParameter("pattern")},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			unknown := cty.UnknownVal(cty.Set(cty.String))
			matches, ok := filePattern(args[1].AsString())
			paths, known := host.Files().Below(args[0].AsString())
			if !ok || !known || !host.Spend(1+len(paths)) {
				return unknown, nil
			}
			var found []cty.Value
			for _, path := range paths {
				if matches.MatchString(path) {
					found = append(found, cty.StringVal(path))
				}
			}
			if len(found) == 0 {
				return unknown, nil
			}
			return cty.SetVal(found), nil
		},
	})
}

// filePattern reads `*`, `**`, `?` and `{a,b}`, as `fileset` does.
func filePattern(pattern string) (*regexp.Regexp, bool) {
	var out strings.Builder
	depth := 0
	for at := 0; at < len(pattern); at++ {
		switch char := pattern[at]; {
		case strings.HasPrefix(pattern[at:], "**/"):
			out.WriteString(`(?:.*/)?`)
			at += 2
		case strings.HasPrefix(pattern[at:], "**"):
			out.WriteString(`.*`)
			at++
		case char == '*':
			out.WriteString(`[^/]*`)
		case char == '?':
			out.WriteString(`[^/]`)
		case char == '{':
			depth++
			out.WriteString(`(?:`)
		case char == '}' && depth > 0:
			depth--
			out.WriteString(`)`)
		case char == ',' && depth > 0:
			out.WriteString(`|`)
		case char == '[' || char == '\\':
			return nil, false
		default:
			out.WriteString(regexp.QuoteMeta(string(char)))
		}
	}
	compiled, err := regexp.Compile(`^` + out.String() + `$`)
	return compiled, err == nil && depth == 0
}

// templateFile takes unknown variables, too: what a template says beside them stays known.
func templateFile(host Host) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("path"), dynamic},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return host.Files().Render(args[0].AsString(), args[1])
		},
	})
}
