package source

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// NestingMax bounds how deep expressions may nest, operators included: parser and evaluation recurse about twelve calls
// for each level, on a stack that WebAssembly shares with its host. The deepest file in a public estate of 7,491 files
// has 12 levels.
const NestingMax = 200

// PunctuationMax bounds how many tokens a file has, by what tells them apart: a token costs the parser about 300
// bytes. The densest file of that estate has 3,238.
const PunctuationMax = 60_000

const (
	limitNesting     = "nesting"
	limitPunctuation = "punctuation"
)

// deepens are the characters that can open a level; a file with fewer than NestingMax of them cannot be too deep.
var deepens [256]bool

// separates are the characters that are tokens by themselves, or parts of one.
var separates [256]bool

func init() {
	for _, char := range []byte("[({!-?<+*/%&|=>") {
		deepens[char] = true
	}
	for char := range 128 {
		letter := char|0x20 >= 'a' && char|0x20 <= 'z' || char >= '0' && char <= '9' || char == '_' || char <= ' '
		separates[char] = !letter
	}
}

// tooMuch tells where a text is more than the parser should be given, and by which limit.
func tooMuch(text []byte, isJSON bool) (string, hcl.Range) {
	levels := 0
	for _, char := range text {
		if deepens[char] {
			levels++
		}
	}
	if Punctuation(text) > PunctuationMax {
		return limitPunctuation, hcl.Range{Start: hcl.InitialPos, End: hcl.InitialPos}
	}
	if levels < NestingMax {
		return "", hcl.Range{}
	}
	if isJSON {
		return deepJSON(text)
	}
	return deepTokens(text)
}

// Limit names the limit that a text in HCL's own syntax exceeds, "" where the parser may be given it.
func Limit(text []byte) string {
	limit, _ := tooMuch(text, false)
	return limit
}

// Punctuation counts the characters of a text that are tokens, or parts of one.
func Punctuation(text []byte) int {
	count := 0
	for _, char := range text {
		if separates[char] {
			count++
		}
	}
	return count
}

// level is an open bracket and the operators since its last item began: those nest, too.
type level struct {
	operators int
	lines     bool // a new line ends the item
}

func deepTokens(text []byte) (string, hcl.Range) {
	tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	levels := []level{{lines: true}}
	depth := 0
	for _, token := range tokens {
		top := &levels[len(levels)-1]
		switch kindOf(token.Type) {
		case opens:
			levels = append(levels, level{lines: token.Type == hclsyntax.TokenOBrace})
			depth++
		case closes:
			depth -= top.operators
			top.operators = 0
			if len(levels) > 1 {
				levels = levels[:len(levels)-1]
				depth--
			}
		case operates:
			top.operators++
			depth++
		case separatesItems:
			if token.Type == hclsyntax.TokenComma || top.lines {
				depth -= top.operators
				top.operators = 0
			}
		}
		if depth > NestingMax {
			return limitNesting, token.Range
		}
	}
	return "", hcl.Range{}
}

type tokenKind int

const (
	other tokenKind = iota
	opens
	closes
	operates
	separatesItems
)

func kindOf(token hclsyntax.TokenType) tokenKind {
	switch token {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return opens
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
		return closes
	case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenQuestion, hclsyntax.TokenPlus, hclsyntax.TokenStar,
		hclsyntax.TokenSlash, hclsyntax.TokenPercent, hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenEqualOp,
		hclsyntax.TokenNotEqual, hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan,
		hclsyntax.TokenGreaterThanEq:
		return operates
	case hclsyntax.TokenComma, hclsyntax.TokenNewline:
		return separatesItems
	}
	return other
}

// stringLevelsMax bounds the characters of one JSON string that could open a level of a template.
const stringLevelsMax = 10 * NestingMax

// deepJSON counts brackets, and within one string everything that could open a level of a template.
func deepJSON(text []byte) (string, hcl.Range) {
	depth, line, inString, inText := 0, 1, false, 0
	for offset := 0; offset < len(text); offset++ {
		char := text[offset]
		switch {
		case char == '\n':
			line++
		case inString && char == '\\':
			offset++
		case char == '"':
			inString, inText = !inString, 0
		case inString && bytes.IndexByte([]byte("[({!-?"), char) >= 0:
			inText++
		case !inString && (char == '{' || char == '['):
			depth++
		case !inString && (char == '}' || char == ']'):
			depth--
		}
		if depth > NestingMax || inText > stringLevelsMax {
			at := hcl.Pos{Line: line, Column: 1, Byte: offset}
			return limitNesting, hcl.Range{Start: at, End: at}
		}
	}
	return "", hcl.Range{}
}
