package evaluate

import (
	"strconv"

	"sekisho/engines/terraform/internal/source"
)

// Every limit is far above what people write (the reasons name a public estate of 1,007 roots and 7,491 files), and
// exists because a pull request may be hostile.
const (
	// instancesPerBlockMax: `count = 1000000` makes as many resources; the estate's largest count is 8.
	instancesPerBlockMax = 1000
	// moduleDepthMax: a module that calls itself never ends; real chains have two or three.
	moduleDepthMax = 16
	// moduleInstancesMax: ten calls of ten calls of ten calls are a thousand modules.
	moduleInstancesMax = 1000
	// resourcesMax bounds all instances together, and so the output.
	resourcesMax = 10_000
	// nodesMax bounds the leaves of the output: about 20 MB of JSON.
	nodesMax = 400_000
	// valueSizeMax bounds one value, in characters and elements: values grow from local to local.
	valueSizeMax = 512 << 10
	// inputSizeMax bounds what the references of one expression bring into it.
	inputSizeMax = 4 << 20
	// expressionWorkMax bounds one expression, in iterations and function calls: a second at most.
	expressionWorkMax = 50_000
	// workMax bounds all expressions of one call together.
	workMax = 400_000
	// rootPunctuationMax bounds all files of a call together as source.PunctuationMax does one; the largest root of
	// the estate has 10,436.
	rootPunctuationMax = 240_000
	// referenceDepthMax bounds a chain of locals, each of which refers to the next: the computation recurses.
	referenceDepthMax = 500
	// referenceHopsMax bounds how far a value is followed to where it is written; real chains have four or five links.
	// Beyond it a value is shown where the chain was left.
	referenceHopsMax = 64
	// sourceWorkMax bounds the search for these places over a whole call; the largest root of the estate needs 4,679.
	sourceWorkMax = 400_000
	// referredMax bounds the things that are named of one unknown value; a person would name one or two.
	referredMax = 16
	// referredLengthMax bounds one such name; Terraform's addresses are shorter.
	referredLengthMax = 500
	// sourcesPerResourceMax bounds how many of them are told of one resource.
	sourcesPerResourceMax = 2_000
)

// readFile is the limit on files that are read, which the host keeps: whatever it does not give is only named here.
const readFileMax = 256 << 10

type budget struct {
	left, total int
	exhausted   bool
}

func (b *budget) begin() {
	b.left, b.exhausted = min(expressionWorkMax, b.total), false
}

func (b *budget) spend(units int) bool {
	if b.exhausted || units > b.left {
		b.exhausted = true
		return false
	}
	b.left -= units
	b.total -= units
	return true
}

// maxima are the limits by the name under which a person is told of them.
var maxima = map[string]int{
	"instancesPerBlock": instancesPerBlockMax, "moduleDepth": moduleDepthMax, "moduleInstances": moduleInstancesMax,
	"resources": resourcesMax, "valueSize": valueSizeMax, "expressionInput": inputSizeMax,
	"expressionWork": expressionWorkMax, "referenceDepth": referenceDepthMax, "nesting": source.NestingMax,
	"punctuation": source.PunctuationMax, "rootPunctuation": rootPunctuationMax, "readFile": readFileMax,
}

func limitArguments(name string) map[string]string {
	return map[string]string{"limit": name, "maximum": strconv.Itoa(maxima[name])}
}
