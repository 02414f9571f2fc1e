// Package gotmpl renders a single template of Helmfile's kind, with everything left out that reaches outside of it.
package gotmpl

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"sekisho/engines/abi"
)

// Input is a template and the data that it sees as `.`.
type Input struct {
	Name string         `json:"name"`
	Text string         `json:"text"`
	Data map[string]any `json:"data"`
}

// Output is what it renders to.
type Output struct {
	Text string `json:"text"`
}

// Run renders. It refuses with the code `refused` and the name of a function that would reach outside, and with `failed`,
// a line and a reason that quotes no value.
func Run(in Input) (Output, error) {
	run := &run{}
	text, err := run.render(in.Name, in.Text, numbers(in.Data))
	if err == nil {
		return Output{Text: text}, nil
	}
	var outside *outsideError
	if errors.As(err, &outside) {
		details := map[string]any{"function": outside.function, "line": lineOf(err)}
		return Output{}, &abi.Error{Code: "refused", Message: "it calls " + outside.function, Details: details}
	}
	return Output{}, &abi.Error{Code: "failed", Message: reasonOf(err), Details: map[string]any{"line": lineOf(err)}}
}

type run struct{ depth int }

// depthMax is how deep templates may render templates in themselves.
const depthMax = 50

func (r *run) render(name, text string, data any) (string, error) {
	if r.depth++; r.depth > depthMax {
		return "", errors.New("templates render each other without an end")
	}
	defer func() { r.depth-- }()
	parsed, err := template.New(name).Option("missingkey=error").Funcs(r.functions()).Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	if err := parsed.Execute(&out, data); err != nil {
		return "", err
	}
	return out.String(), nil
}

var place = regexp.MustCompile(`^template: [^:]*:(\d+)`)

func lineOf(err error) int {
	if found := place.FindStringSubmatch(err.Error()); found != nil {
		line, _ := strconv.Atoi(found[1])
		return line
	}
	return 1
}

var kinds = []struct {
	pattern *regexp.Regexp
	reason  string
}{
	{regexp.MustCompile(`map has no entry for key "([\w.-]+)"`), "`$1` is not set"},
	{regexp.MustCompile(`nil pointer evaluating [^\s]* ?\{?\}?\.?([\w.-]+)`), "it reads `$1` of something that is not set"},
	{regexp.MustCompile(`function "([\w.-]+)" not defined`), "there is no function `$1`"},
	{regexp.MustCompile(`without an end`), "templates render each other without an end"},
	{regexp.MustCompile(`error calling ([\w]+): `), "`$1` does not take what it is given"},
	{regexp.MustCompile(`executing`), "it fails"},
}

func reasonOf(err error) string {
	message := err.Error()
	for _, kind := range kinds {
		if found := kind.pattern.FindStringSubmatchIndex(message); found != nil {
			return string(kind.pattern.ExpandString(nil, kind.reason, message, found))
		}
	}
	return "its syntax is broken"
}

// outsideError is a function that is not called: it would read files, the environment, a network or secrets.
type outsideError struct{ function string }

func (e *outsideError) Error() string { return fmt.Sprintf("%s reaches outside", e.function) }
