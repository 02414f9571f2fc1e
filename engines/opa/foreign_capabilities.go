package main

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Everything that the evaluator does itself is allowed, but for what sees the outside, a clock or chance: the same input
// must always give the same findings.
var foreignReasons = []reason{
	{[]string{"http.send", "net.lookup_ip_addr"}, "policies see no network", "a data file beside the policies, as `data.…`"},
	{[]string{"opa.runtime"}, "policies see no environment: " + sameBytes, "a data file beside the policies, as `data.…`"},
	{[]string{"rand.intn", "uuid.rfc4122"}, "policies see no random numbers: " + sameBytes, "a value of the input"},
	{[]string{"time.now_ns"}, "policies see no clock: " + sameBytes, "a date in a data file, compared with one of the input by time.parse_rfc3339_ns"},
	{[]string{"io.jwt.decode_verify"}, "it compares with the clock, and policies see none: " + sameBytes, "io.jwt.decode with io.jwt.verify_rs256 or its kind"},
}

// What other tools add to OPA, and nobody here does.
var builtinsOfOthers = []reason{
	{[]string{"external_data"}, "it asks a provider over the network, and policies see no network", "a data file beside the policies, as `data.…`"},
	{[]string{"parse_config", "parse_config_file", "parse_combined_config_files"}, "it reads files, and policies see none", "`input` with one object at a time, and inputs written out in tests"},
}

var foreignCapabilities = sync.OnceValue(func() *ast.Capabilities {
	capabilities := ast.CapabilitiesForThisVersion()
	capabilities.Builtins = slices.DeleteFunc(capabilities.Builtins, func(builtin *ast.Builtin) bool {
		_, refused := foreignReason(builtin.Name)
		return refused
	})
	capabilities.AllowNet = []string{}
	return capabilities
})

func foreignReason(name string) (reason, bool) {
	for _, list := range [][]reason{foreignReasons, builtinsOfOthers} {
		for _, each := range list {
			if slices.Contains(each.prefixes, name) {
				return each, true
			}
		}
	}
	return reason{}, false
}

// explainForeign says of a call that OPA takes for a mistake why it is not there, and what to write instead.
func explainForeign(found *problem) {
	name, isCall := strings.CutPrefix(found.Message, "undefined function ")
	if !isCall {
		return
	}
	if why, refused := foreignReason(name); refused {
		found.Code = "unavailable_builtin"
		found.Message = "policies cannot use " + name + ": " + why.why
		found.Instead = why.instead
	}
}
