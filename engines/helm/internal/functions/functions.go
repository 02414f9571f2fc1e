// Package functions replaces what makes two renderings of one chart differ: random numbers, keys, the order of maps.
// What comes out has the shape of the real thing, and says nothing, so that only what a change touches is different.
package functions

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"sort"
	"strconv"
	"text/template"
)

// Stable is the functions of one rendering: the second value that a function gives differs from the first.
func Stable() template.FuncMap {
	source := &sequence{}
	return template.FuncMap{
		"randAlphaNum": source.text(letters + digits),
		"randAlpha":    source.text(letters),
		"randNumeric":  source.text(digits),
		"randAscii":    source.text(printable()),
		"randBytes": func(count int) (string, error) {
			return base64.StdEncoding.EncodeToString([]byte(source.take(printable(), count))), nil
		},
		"randInt":                  func(low, high int) int { return low + source.below(high-low) },
		"shuffle":                  func(text string) string { return text },
		"uuidv4":                   source.uuid,
		"keys":                     keys,
		"values":                   values,
		"genPrivateKey":            func(string) string { return privateKey },
		"genCA":                    func(string, int) (certificate, error) { return fixed, nil },
		"genCAWithKey":             func(_ string, _ int, key string) (certificate, error) { return withKey(key), nil },
		"genSelfSignedCert":        func(string, []any, []any, int) (certificate, error) { return fixed, nil },
		"genSelfSignedCertWithKey": func(_ string, _, _ []any, _ int, key string) (certificate, error) { return withKey(key), nil },
		"genSignedCert":            func(string, []any, []any, int, any) (certificate, error) { return fixed, nil },
		"genSignedCertWithKey": func(_ string, _, _ []any, _ int, _ any, key string) (certificate, error) {
			return withKey(key), nil
		},
		"buildCustomCert": buildCustomCert,
		"bcrypt":          func(string) string { return passwordHash },
		"htpasswd":        htpasswd,
		"encryptAES":      encryptAES,
		"getHostByName":   func(string) string { return "" },
	}
}

const (
	letters      = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits       = "0123456789"
	passwordHash = "$2a$10$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	// textMax is more than any password has; a template that wants more wants memory.
	textMax = 1 << 20
)

func printable() string {
	out := make([]byte, 0, 95)
	for each := byte(' '); each <= '~'; each++ {
		out = append(out, each)
	}
	return string(out)
}

type sequence struct{ taken uint64 }

func (s *sequence) next() uint64 {
	s.taken++
	hash := fnv.New64a()
	_ = binary.Write(hash, binary.LittleEndian, s.taken)
	return hash.Sum64() >> 8
}

func (s *sequence) below(limit int) int {
	if limit <= 0 {
		return 0
	}
	return int(s.next() % uint64(limit))
}

func (s *sequence) text(alphabet string) func(any) string {
	return func(count any) string { return s.take(alphabet, whole(count)) }
}

func (s *sequence) take(alphabet string, count int) string {
	out := make([]byte, max(0, min(count, textMax)))
	for index := range out {
		out[index] = alphabet[s.below(len(alphabet))]
	}
	return string(out)
}

func (s *sequence) uuid() string {
	hex := func(count int) string { return s.take("0123456789abcdef", count) }
	return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12)
}

func whole(count any) int {
	switch number := count.(type) {
	case int:
		return number
	case int64:
		return int(number)
	case float64:
		return int(number)
	case string:
		parsed, _ := strconv.Atoi(number)
		return parsed
	}
	return 0
}

func keys(maps ...map[string]any) []string {
	out := []string{}
	for _, each := range maps {
		out = append(out, sortedKeys(each)...)
	}
	return out
}

func values(of map[string]any) []any {
	out := []any{}
	for _, key := range sortedKeys(of) {
		out = append(out, of[key])
	}
	return out
}

func sortedKeys(of map[string]any) []string {
	out := make([]string, 0, len(of))
	for key := range of {
		out = append(out, key)
	}
	sort.Strings(out)
	return out
}
