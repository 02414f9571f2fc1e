package render

import (
	"encoding/base64"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
)

// Failure is why nothing was rendered. Nothing in it comes from a value: Helm's own messages quote them, so they are told
// by their kind.
type Failure struct {
	// Stage is archive, chart, dependencies, values, schema, template or manifests.
	Stage  string `json:"stage"`
	Reason string `json:"reason,omitempty"`
	// Name is the values file or the setting that is broken.
	Name string `json:"name,omitempty"`
	// Path is relative to the chart.
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"`
	// Names are missing dependencies.
	Names    []string  `json:"names,omitempty"`
	Problems []Problem `json:"problems,omitempty"`
}

// Problem is one value that a schema refuses.
type Problem struct {
	Chart  string `json:"chart"`
	Path   []any  `json:"path"`
	Reason string `json:"reason"`
}

var lineInMessage = regexp.MustCompile(`\bline (\d+)\b`)

func yamlLine(err error) int {
	if found := lineInMessage.FindStringSubmatch(err.Error()); found != nil {
		line, _ := strconv.Atoi(found[1])
		return line
	}
	return 0
}

func yamlReason(err error) string {
	if strings.Contains(err.Error(), "cannot unmarshal") {
		return "it is not a map of values"
	}
	return "it is no YAML"
}

var (
	cannotLoad = regexp.MustCompile(`cannot load ([\w.-]+): `)
	unpacking  = regexp.MustCompile(`error unpacking subchart ([^\s]+) in `)
	refusal    = regexp.MustCompile(`(validation: [^\n]*|Chart\.yaml file is missing)$`)
	mismatch   = regexp.MustCompile(`type mismatch on ([\w.-]+): `)
)

// chartFailure says what is wrong with the chart itself; names of files and charts are told, and nothing of their content.
func chartFailure(err error) *Failure {
	message := err.Error()
	out := &Failure{Stage: "chart", Reason: "Helm does not take it"}
	if found := cannotLoad.FindStringSubmatch(message); found != nil {
		out.Name, out.Line = found[1], yamlLine(err)
		out.Reason = found[1] + " is no YAML that Helm takes"
	} else if found := refusal.FindString(message); found != "" {
		out.Reason = strings.TrimPrefix(found, "validation: ")
	} else if found := mismatch.FindStringSubmatch(message); found != nil {
		out.Reason = "the value " + found[1] + " has to be a map, because a subchart has that name"
	}
	for _, found := range unpacking.FindAllStringSubmatch(message, -1) {
		out.Path = path.Join(out.Path, "charts", strings.TrimSuffix(found[1], "!"))
	}
	if out.Path != "" {
		out.Reason = out.Path + ": " + out.Reason
	}
	return out
}

func (r *run) templateFailure(err error, prepared common.Values) *Failure {
	message := err.Error()
	out := &Failure{Stage: "template", Reason: templateReason(message)}
	if quotes(out.Reason, prepared["Values"]) {
		// Names are computed too: an include of a value names that value.
		out.Reason = "it fails, and what it says may quote a value"
	}
	out.Path, out.Line = r.failedAt(message)
	if strings.Contains(message, errAuthor.Error()) {
		out.Reason = "its author refuses these values, with a message that may quote them"
		if text := oneLine(r.author); text != "" && !quotes(text, prepared["Values"]) {
			out.Reason = shortened(text)
		}
	}
	return out
}

// failedAt is the innermost place of a template that the message names.
func (r *run) failedAt(message string) (string, int) {
	best, file, line := -1, "", 0
	walkCharts(r.loaded.Chart, func(each *chart.Chart) {
		for _, template := range each.Templates {
			name := path.Join(each.ChartFullPath(), template.Name) + ":"
			at := strings.LastIndex(message, name)
			if at <= best {
				continue
			}
			digits := leadingDigits(message[at+len(name):])
			origin, _ := r.loaded.Origin(template.Data)
			if number, err := strconv.Atoi(digits); err == nil {
				best, file, line = at, origin.Path, number
				if origin.Inside != "" {
					line = 0
				}
			}
		}
	})
	return file, line
}

func leadingDigits(text string) string {
	end := strings.IndexFunc(text, func(character rune) bool { return character < '0' || character > '9' })
	if end < 0 {
		return text
	}
	return text[:end]
}

// authorLengthMax is for the text of an author that is shown: some print whole manuals.
const authorLengthMax = 300

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func shortened(text string) string {
	if runes := []rune(text); len(runes) > authorLengthMax {
		return string(runes[:authorLengthMax]) + "…"
	}
	return text
}

// substringFrom is how long a value is that may not occur within a word; a shorter one may not be a word.
const substringFrom = 4

var wordBorder = regexp.MustCompile(`[^\pL\pN]+`)

// quotes says whether a text holds any of the values, as they are or in base64.
func quotes(text string, values any) bool {
	words := map[string]bool{}
	for _, word := range wordBorder.Split(text, -1) {
		words[word] = true
	}
	var held func(value any) bool
	held = func(value any) bool {
		switch value := value.(type) {
		case nil, bool:
			return false
		case common.Values:
			return held(map[string]any(value))
		case map[string]any:
			for _, each := range value {
				if held(each) {
					return true
				}
			}
			return false
		case []any:
			for _, each := range value {
				if held(each) {
					return true
				}
			}
			return false
		}
		written := oneLine(fmt.Sprint(value))
		if written == "" {
			return false
		}
		if len(written) < substringFrom {
			return words[written]
		}
		return strings.Contains(text, written) || strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(written)))
	}
	return held(values)
}
