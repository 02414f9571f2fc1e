package main

import "strings"

// reason says why a family of builtins is kept from policies, and what to write instead.
type reason struct {
	prefixes []string
	why      string
	instead  string
}

const (
	sameBytes  = "the same input must always give the same findings"
	notTheSame = "its result in WebAssembly is not the same as OPA's"
	notThere   = "it does not exist where policies are compiled to WebAssembly"
)

// The first match wins. Prefixes that end in a dot are families.
var reasons = []reason{
	{[]string{"sprintf"}, notTheSame, `a template string, $"{name} has {count(list)}", or concat; sentences belong into the messages of the rule's README`},
	{[]string{"format_int"}, "a number beyond 64 bits, which a pull request can write, ends the whole evaluation in WebAssembly", "json.marshal(number), or a template string"},
	{[]string{"http.", "net.lookup_ip_addr", "net.cidr_expand"}, "policies see no network", "facts of the policy input"},
	{[]string{"time."}, "policies see no clock: " + sameBytes, "facts of the policy input"},
	{[]string{"rand.", "uuid."}, "policies see no random numbers: " + sameBytes, "the ids of the policy input"},
	{[]string{"opa.runtime"}, "policies see no environment: " + sameBytes, "data.parameters"},
	{[]string{"rego."}, notThere, "the METADATA of the rule, which the host reads"},
	{[]string{"trace"}, "it tells the tracer only", "print, in tests"},
	{[]string{"units."}, "Kubernetes reads quantities differently", "quantity.decimal, quantity.compare and quantity.multiply"},
	{[]string{"regex."}, notTheSame, "regex.match or regex.find_all_string_submatch_n"},
	{[]string{"glob.quote_meta"}, notThere, "regex.match, or glob.match with a pattern that is written out"},
	{[]string{"yaml."}, notTheSame, "the object of a resource, which the host has parsed"},
	{[]string{"json.patch", "json.match_schema", "json.verify_schema", "json.marshal_with_options"}, notThere, "object.union, object.remove and object.filter"},
	{[]string{"graphql.", "io.jwt.", "crypto.", "hex.", "urlquery.", "providers.", "ucast."}, notThere, "what the host has already read"},
	{[]string{"strings.any_prefix_match"}, notThere, "some prefix in prefixes; startswith(text, prefix)"},
	{[]string{"strings.any_suffix_match"}, notThere, "some suffix in suffixes; endswith(text, suffix)"},
	{[]string{"strings.count"}, notThere, "count(split(text, part)) - 1"},
	{[]string{"strings.render_template"}, notThere, "a template string"},
	{[]string{"object.subset"}, notThere, "every key, value in part { whole[key] == value }"},
	{[]string{"object.union_n"}, notTheSame, "object.union"},
	{[]string{"numbers.range_step"}, notThere, "numbers.range and a condition"},
	{[]string{"semver."}, notThere, "split and to_number"},
}

func reasonFor(name string) reason {
	for _, each := range reasons {
		for _, prefix := range each.prefixes {
			if name == prefix || strings.HasSuffix(prefix, ".") && strings.HasPrefix(name, prefix) {
				return each
			}
		}
	}
	return reason{why: notThere}
}

func whyUnavailable(name string) string { return reasonFor(name).why }

func insteadOf(name string) string { return reasonFor(name).instead }
