// Package functions is Terraform's function library as far as it is pure: cty's own functions, and small ones of ours
// for what cty does not have. What reads the clock or chance is missing or unknown on purpose, and files are only those
// of the repository: a call to a function that is not here gives an unknown value.
package functions

import (
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Host is what functions need from the evaluation: a budget, and a place for JSON texts that are known in part.
type Host interface {
	// Spend takes units of work; it says no once they are used up.
	Spend(units int) bool
	// Partial gives the unknown text that stands for the JSON of a value with unknown leaves.
	Partial(value cty.Value) cty.Value
	// Whole gives the value behind such a text.
	Whole(text cty.Value) (cty.Value, bool)
	// Files are those that configuration may read.
	Files() Files
}

// Table makes all functions.
func Table(host Host) map[string]function.Function {
	table := map[string]function.Function{}
	for name, plain := range library {
		table[name] = guard(host, name, plain)
	}
	table["jsonencode"] = jsonEncode(host)
	table["jsondecode"] = jsonDecode(host)
	table["try"] = tryfunc.TryFunc
	table["can"] = tryfunc.CanFunc
	table["sensitive"] = sensitive
	table["nonsensitive"] = nonsensitive
	table["issensitive"] = isSensitive
	table["ephemeralasnull"] = identity
	addFileFunctions(table, host)
	return table
}

var library = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc,
	"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
	"signum": stdlib.SignumFunc, "sum": sum,

	"chomp": stdlib.ChompFunc, "format": stdlib.FormatFunc, "formatlist": stdlib.FormatListFunc,
	"indent": stdlib.IndentFunc, "join": stdlib.JoinFunc, "lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc,
	"regexall": stdlib.RegexAllFunc, "replace": replace, "split": stdlib.SplitFunc, "strrev": stdlib.ReverseFunc,
	"substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc,
	"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
	"upper": stdlib.UpperFunc, "startswith": startsWith, "endswith": endsWith, "strcontains": contains,

	"alltrue": allTrue, "anytrue": anyTrue, "chunklist": stdlib.ChunklistFunc, "coalesce": coalesce,
	"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc,
	"contains": stdlib.ContainsFunc, "distinct": stdlib.DistinctFunc, "element": stdlib.ElementFunc,
	"flatten": stdlib.FlattenFunc, "index": index, "keys": stdlib.KeysFunc, "length": length,
	"lookup": lookup, "matchkeys": matchKeys, "merge": stdlib.MergeFunc, "one": one, "range": stdlib.RangeFunc,
	"reverse": stdlib.ReverseListFunc, "setintersection": stdlib.SetIntersectionFunc,
	"setproduct": stdlib.SetProductFunc, "setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc,
	"slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "transpose": transpose, "values": stdlib.ValuesFunc,
	"zipmap": stdlib.ZipmapFunc, "list": list, "map": mapOf,

	"base64decode": base64Decode, "base64encode": base64Encode, "csvdecode": stdlib.CSVDecodeFunc,
	"urlencode": urlEncode, "yamlencode": ctyyaml.YAMLEncodeFunc, "yamldecode": ctyyaml.YAMLDecodeFunc,
	"basename": baseName, "dirname": dirName,

	"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": timeCompare,

	"md5": hashMD5, "sha1": hashSHA1, "sha256": hashSHA256, "sha512": hashSHA512,
	"base64sha256": base64SHA256, "base64sha512": base64SHA512,

	"cidrhost": cidrHost, "cidrnetmask": cidrNetmask, "cidrsubnet": cidrSubnet, "cidrsubnets": cidrSubnets,

	"tostring": stdlib.MakeToFunc(cty.String), "tonumber": stdlib.MakeToFunc(cty.Number),
	"tobool": stdlib.MakeToFunc(cty.Bool), "tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),

	"timestamp": unknownText(), "plantimestamp": unknownText(), "uuid": unknownText(),
	"bcrypt": unknownText(anyParameter, anyParameter),
}
