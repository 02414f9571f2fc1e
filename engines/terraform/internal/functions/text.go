package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func textParameter(name string) function.Parameter {
	return function.Parameter{Name: name, Type: cty.String}
}

// textTo is a function from one text to another.
func textTo(change func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("str")},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, err := change(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(cty.String), err
			}
			return cty.StringVal(text), nil
		},
	})
}

func always(change func(string) string) function.Function {
	return textTo(func(text string) (string, error) { return change(text), nil })
}

// textTest is a question about two texts.
func textTest(test func(string, string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{textParameter("str"), textParameter("part")},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(test(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

var (
	startsWith = textTest(strings.HasPrefix)
	endsWith   = textTest(strings.HasSuffix)
	contains   = textTest(strings.Contains)

	baseName  = always(path.Base)
	dirName   = always(path.Dir)
	urlEncode = always(url.QueryEscape)

	hashMD5    = always(func(text string) string { sum := md5.Sum([]byte(text)); return hex.EncodeToString(sum[:]) })
	hashSHA1   = always(func(text string) string { sum := sha1.Sum([]byte(text)); return hex.EncodeToString(sum[:]) })
	hashSHA256 = always(func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) })
	hashSHA512 = always(func(text string) string { sum := sha512.Sum512([]byte(text)); return hex.EncodeToString(sum[:]) })

	base64SHA256 = always(func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return base64.StdEncoding.EncodeToString(sum[:])
	})
	base64SHA512 = always(func(text string) string {
		sum := sha512.Sum512([]byte(text))
		return base64.StdEncoding.EncodeToString(sum[:])
	})
	base64Encode = always(func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) })
	base64Decode = textTo(func(text string) (string, error) {
		decoded, err := base64.StdEncoding.DecodeString(text)
		if err == nil && !utf8.Valid(decoded) {
			err = errors.New("not UTF-8")
		}
		return string(decoded), err
	})
)

// replace takes a pattern between slashes as a regular expression.
var replace = function.New(&function.Spec{
	Params: []function.Parameter{textParameter("str"), textParameter("substr"), textParameter("replace")},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		pattern := args[1].AsString()
		if len(pattern) > 1 && strings.HasPrefix(pattern, "/") && strings.HasSuffix(pattern, "/") {
			return stdlib.RegexReplace(args[0], cty.StringVal(pattern[1:len(pattern)-1]), args[2])
		}
		return stdlib.Replace(args[0], args[1], args[2])
	},
})

var timeCompare = function.New(&function.Spec{
	Params: []function.Parameter{textParameter("a"), textParameter("b")},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		first, err := time.Parse(time.RFC3339, args[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.Number), err
		}
		second, err := time.Parse(time.RFC3339, args[1].AsString())
		if err != nil {
			return cty.UnknownVal(cty.Number), err
		}
		return cty.NumberIntVal(int64(first.Compare(second))), nil
	},
})
