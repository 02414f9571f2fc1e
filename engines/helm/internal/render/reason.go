package render

import (
	"regexp"
	"strconv"
	"strings"
)

// kinds of mistakes in templates: what is taken out of a message is the name of a function, a field or a type, and never
// a value.
var kinds = []struct {
	pattern *regexp.Regexp
	reason  string
}{
	{regexp.MustCompile(`nil pointer evaluating [^\s]* ?\{?\}?\.?([\w.-]+)`), "it reads `$1` of something that is not set"},
	{regexp.MustCompile(`can't evaluate field ([\w-]+) in type`), "it reads the field `$1` of something that has none"},
	{regexp.MustCompile(`function "([\w.-]+)" not defined`), "there is no function `$1`"},
	{regexp.MustCompile(`no template "([\w./-]+)"`), "there is no template `$1`"},
	{regexp.MustCompile(`template "([\w./-]+)" not defined`), "there is no template `$1`"},
	{regexp.MustCompile(`undefined variable "(\$[\w]*)"`), "there is no variable `$1`"},
	{regexp.MustCompile(`wrong number of args for ([\w]+): want ([\w ]+) got (\d+)`), "`$1` takes $2 arguments and is given $3"},
	{regexp.MustCompile(`wrong type for value; expected ([\w.\[\]{} ]+); got ([\w.\[\]{} ]+)`), "it needs a value of the type $1 and has one of $2"},
	{regexp.MustCompile(`nested reference name: ([\w./-]+)`), "the template `$1` includes itself without an end"},
	{regexp.MustCompile(`exceeded maximum template depth`), "templates call each other without an end"},
	{regexp.MustCompile(`range can't iterate over`), "it goes through something that is no list and no map"},
	{regexp.MustCompile(`incompatible types for comparison`), "it compares values of different types"},
	{regexp.MustCompile(`error calling ([\w]+): `), "`$1` does not take what it is given"},
	{regexp.MustCompile(`parse error at .*: (unexpected EOF|unclosed action|unterminated (?:quoted|raw quoted) string|unclosed comment)`), "its syntax is broken: $1"},
	{regexp.MustCompile(`parse error`), "its syntax is broken"},
}

func templateReason(message string) string {
	for _, kind := range kinds {
		if found := kind.pattern.FindStringSubmatchIndex(message); found != nil {
			return string(kind.pattern.ExpandString(nil, kind.reason, message, found))
		}
	}
	return "it fails"
}

// preparationFailure tells values that a schema refuses from everything else that may be wrong before rendering.
func preparationFailure(err error) *Failure {
	message := err.Error()
	if !strings.Contains(message, "don't meet the specifications of the schema") {
		return chartFailure(err)
	}
	out := &Failure{Stage: "schema", Reason: "the schema cannot be followed", Problems: []Problem{}}
	chartName := ""
	for _, line := range strings.Split(message, "\n")[1:] {
		if found := chartLine.FindStringSubmatch(line); found != nil {
			chartName = found[1]
		} else if found := problemLine.FindStringSubmatch(line); found != nil && len(out.Problems) < problemsMax {
			problem := Problem{Chart: chartName, Path: pointerSteps(found[1]), Reason: schemaReason(found[2])}
			out.Problems = append(out.Problems, problem)
		}
	}
	return out
}

// problemsMax is how many mistakes are told at once.
const problemsMax = 20

var (
	chartLine   = regexp.MustCompile(`^([\w.-]+):$`)
	problemLine = regexp.MustCompile(`^\s*- at '([^']*)': (.*)$`)
	safeReason  = regexp.MustCompile(`^(got [a-z]+, want [a-z]+(?: or [a-z]+)*|missing propert(?:y|ies) [^"]*|additional properties [^"]* not allowed|false schema)$`)
)

// schemaReason keeps what speaks of types and names; everything else may quote the value.
func schemaReason(text string) string {
	if safeReason.MatchString(text) {
		return text
	}
	return "the schema refuses it"
}

func pointerSteps(pointer string) []any {
	out := []any{}
	for _, step := range strings.Split(pointer, "/")[1:] {
		step = strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
		if number, err := strconv.Atoi(step); err == nil {
			out = append(out, number)
		} else {
			out = append(out, step)
		}
	}
	return out
}
