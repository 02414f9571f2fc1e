package source

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// NestingMax bounds how deep expressions may nest: the parser recurses about twelve calls for each level, and a level
// costs it some 8 KB of stack. The deepest file in a public estate of 7,491 files has 12 levels.
const NestingMax = 200

// suspiciousMin is how many characters that can open a level a file must hold before its tokens are counted exactly.
const suspiciousMin = NestingMax

// tooDeep tells where a file nests deeper than NestingMax.
func tooDeep(text []byte, isJSON bool) (string, hcl.Range) {
	openers := 0
	for _, char := range text {
		switch char {
		case '[', '(', '{', '!', '-', '?', '<':
			openers++
		}
	}
	if openers < suspiciousMin {
		return "", hcl.Range{}
	}
	if isJSON {
		return deepJSON(text)
	}
	return deepTokens(text)
}

// deepTokens adds the brackets that are open and, for each, the operators that nest to the right (`!`, `-`, `?`) since
// its last comma or line.
func deepTokens(text []byte) (string, hcl.Range) {
	tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	chains := []int{0}
	depth := 0
	for _, token := range tokens {
		top := len(chains) - 1
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
			hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			chains = append(chains, 0)
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
			hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			depth -= chains[top]
			if top > 0 {
				chains = chains[:top]
				depth--
			} else {
				chains[0] = 0
			}
		case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenQuestion:
			chains[top]++
			depth++
		case hclsyntax.TokenComma, hclsyntax.TokenNewline:
			depth -= chains[top]
			chains[top] = 0
		}
		if depth > NestingMax {
			return "nesting", token.Range
		}
	}
	return "", hcl.Range{}
}

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
		if depth > NestingMax || (inText > 10*NestingMax) {
			at := hcl.Pos{Line: line, Column: 1, Byte: offset}
			return "nesting", hcl.Range{Start: at, End: at}
		}
	}
	return "", hcl.Range{}
}
