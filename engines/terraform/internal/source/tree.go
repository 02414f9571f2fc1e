// Package source turns HCL files (native syntax and JSON) into one tree of blocks and attributes, keeps what is whole
// of a broken file, and refuses what would cost too much to parse.
package source

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// File is one parsed file. Files are kept between calls (the same settings stand in hundreds of folders), so everything
// below Body is shared and never changed; Path and Index belong to the call that uses it.
type File struct {
	Path   string
	Index  int
	Text   []byte
	Body   *Body
	Broken []Broken
	JSON   bool
	inUse  bool
}

// Broken is a part of a file that does not parse, or that a limit keeps from being parsed.
type Broken struct {
	// Limit names the limit, "" where the syntax is wrong.
	Limit   string
	Message string
	Range   hcl.Range
	Digest  string
}

// Body is what stands between braces, in the order of the file.
type Body struct {
	Attrs  []*Attr
	Blocks []*Block
	Range  hcl.Range
}

// Attr is a `name = expression`.
type Attr struct {
	Name   string
	Expr   hcl.Expression
	Range  hcl.Range
	File   *File
	refs   []hcl.Traversal
	refsOk bool
}

// Block is a `type "label" { … }`.
type Block struct {
	Type   string
	Labels []string
	Body   *Body
	Range  hcl.Range
	Header hcl.Range
	File   *File
}

// Refs are the references that the expression makes to what stands outside of it.
func (a *Attr) Refs() []hcl.Traversal {
	if !a.refsOk {
		a.refs, a.refsOk = a.Expr.Variables(), true
	}
	return a.refs
}

// Attr finds an attribute by name.
func (b *Body) Attr(name string) *Attr {
	for _, attr := range b.Attrs {
		if attr.Name == name {
			return attr
		}
	}
	return nil
}

// BlocksOf are the nested blocks of a type.
func (b *Body) BlocksOf(name string) []*Block {
	var found []*Block
	for _, block := range b.Blocks {
		if block.Type == name {
			found = append(found, block)
		}
	}
	return found
}

// Label is the n-th label, "" where there is none.
func (b *Block) Label(n int) string {
	if n < len(b.Labels) {
		return b.Labels[n]
	}
	return ""
}

// TextAt is the source of a range.
func (f *File) TextAt(r hcl.Range) []byte {
	if r.Start.Byte < 0 || r.End.Byte > len(f.Text) || r.Start.Byte > r.End.Byte {
		return nil
	}
	return f.Text[r.Start.Byte:r.End.Byte]
}

// Digest stands for a piece of source: the first 32 characters of its SHA-256.
func Digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// DigestAt stands for the source of a range.
func (f *File) DigestAt(r hcl.Range) string { return Digest(f.TextAt(r)) }

func (f *File) body(native *hclsyntax.Body) *Body {
	body := &Body{Range: native.SrcRange}
	for _, attr := range native.Attributes {
		body.Attrs = append(body.Attrs, &Attr{Name: attr.Name, Expr: attr.Expr, Range: attr.SrcRange, File: f})
	}
	sortAttrs(body.Attrs)
	for _, block := range native.Blocks {
		body.Blocks = append(body.Blocks, &Block{
			Type: block.Type, Labels: block.Labels, Body: f.body(block.Body), File: f,
			Range:  hcl.RangeBetween(block.TypeRange, block.CloseBraceRange),
			Header: block.DefRange(),
		})
	}
	return body
}
