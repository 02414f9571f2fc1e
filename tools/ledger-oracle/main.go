// Command ledger-oracle says what the reference libraries make of trees, proofs and notes. `npm run compare:merkle`
// builds it, and holds our code and the verifier against its answers.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const lineBytesMax = 1 << 20

func main() {
	run := map[string]func(*json.Encoder) error{"vectors": vectors, "proofs": proofs, "notes": notes}
	if len(os.Args) != 2 || run[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: ledger-oracle vectors | proofs | notes")
		os.Exit(2)
	}
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := run[os.Args[1]](encoder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out.Flush()
}

// vector is a question about a proof, and whether the reference takes it.
type vector struct {
	Kind   string   `json:"kind"`
	Change string   `json:"change"`
	First  uint64   `json:"first"` // index of the leaf, or size of the older tree
	Size   uint64   `json:"size"`
	Start  string   `json:"start"` // hash of the leaf, or root of the older tree
	Root   string   `json:"root"`
	Proof  []string `json:"proof"`
	Good   bool     `json:"good"`
}

func (v vector) judged() vector {
	var err error
	if v.Kind == "inclusion" {
		err = proof.VerifyInclusion(rfc6962.DefaultHasher, v.First, v.Size, raw(v.Start), raws(v.Proof), raw(v.Root))
	} else {
		err = proof.VerifyConsistency(rfc6962.DefaultHasher, v.First, v.Size, raws(v.Proof), raw(v.Start), raw(v.Root))
	}
	v.Good = err == nil
	return v
}

// vectors prints every proof of the tree over the published leaves, and each of them changed in every way below.
func vectors(out *json.Encoder) error {
	tree := testonly.New(rfc6962.DefaultHasher)
	tree.AppendData(testonly.LeafInputs()...)
	for size, root := range testonly.RootHashes() {
		if !bytes.Equal(tree.HashAt(uint64(size)), root) {
			return fmt.Errorf("the published root of %d leaves is another", size)
		}
	}
	for size := uint64(1); size <= tree.Size(); size++ {
		root := hex.EncodeToString(tree.HashAt(size))
		for first := uint64(0); first <= size; first++ {
			if first < size {
				hashes, err := tree.InclusionProof(first, size)
				if err != nil {
					return err
				}
				start := hex.EncodeToString(tree.LeafHash(first))
				emit(out, vector{Kind: "inclusion", First: first, Size: size, Start: start, Root: root, Proof: texts(hashes)})
			}
			hashes, err := tree.ConsistencyProof(first, size)
			if err != nil {
				return err
			}
			start := hex.EncodeToString(tree.HashAt(first))
			emit(out, vector{Kind: "consistency", First: first, Size: size, Start: start, Root: root, Proof: texts(hashes)})
		}
	}
	return nil
}

func emit(out *json.Encoder, good vector) {
	_ = out.Encode(good.judged())
	for _, changed := range changes(good) {
		_ = out.Encode(changed.judged())
	}
}

const otherHash = "0101010101010101010101010101010101010101010101010101010101010101"

// changes are the ways in which the reference's own tests break a proof.
func changes(good vector) []vector {
	var all []vector
	add := func(change string, edit func(*vector)) {
		next := good
		next.Proof = append([]string{}, good.Proof...)
		next.Change = change
		edit(&next)
		all = append(all, next)
	}
	add("first + 1", func(v *vector) { v.First++ })
	add("first ^ 2", func(v *vector) { v.First ^= 2 })
	add("size * 2", func(v *vector) { v.Size *= 2 })
	add("size / 2", func(v *vector) { v.Size /= 2 })
	add("size + 1", func(v *vector) { v.Size++ })
	add("other start", func(v *vector) { v.Start = otherHash })
	add("other root", func(v *vector) { v.Root = otherHash })
	add("start and root swapped", func(v *vector) { v.Start, v.Root = v.Root, v.Start })
	add("no proof", func(v *vector) { v.Proof = []string{} })
	add("garbage behind", func(v *vector) { v.Proof = append(v.Proof, otherHash) })
	add("root behind", func(v *vector) { v.Proof = append(v.Proof, v.Root) })
	add("start before", func(v *vector) { v.Proof = append([]string{v.Start}, v.Proof...) })
	add("garbage before", func(v *vector) { v.Proof = append([]string{otherHash}, v.Proof...) })
	if len(good.Proof) > 0 {
		add("last one missing", func(v *vector) { v.Proof = v.Proof[:len(v.Proof)-1] })
		add("first one missing", func(v *vector) { v.Proof = v.Proof[1:] })
	}
	for at := range good.Proof {
		add(fmt.Sprintf("a bit of %d", at), func(v *vector) {
			bytes := raw(v.Proof[at])
			bytes[4] ^= 8
			v.Proof[at] = hex.EncodeToString(bytes)
		})
	}
	return all
}

// question is a proof of ours in the tree over `leaf 0`, `leaf 1`, ...
type question struct {
	Kind  string   `json:"kind"`
	First int64    `json:"first"`
	Size  int64    `json:"size"`
	Proof []string `json:"proof"`
	Root  string   `json:"root"`
}

// proofs reads the number of leaves, and then questions; it prints those that tlog answers in another way.
func proofs(out *json.Encoder) error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, lineBytesMax)
	lines.Scan()
	var leaves int64
	if _, err := fmt.Sscan(lines.Text(), &leaves); err != nil {
		return err
	}
	reader, err := treeOf(leaves)
	if err != nil {
		return err
	}
	agreed := 0
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		problem, err := answer(asked, reader)
		if err != nil {
			return err
		}
		if problem != "" {
			_ = out.Encode(map[string]any{"asked": asked, "problem": problem})
			continue
		}
		agreed++
	}
	return out.Encode(map[string]int{"agreed": agreed})
}

func treeOf(leaves int64) (tlog.HashReader, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			hashes[at] = stored[index]
		}
		return hashes, nil
	})
	for n := int64(0); n < leaves; n++ {
		hashes, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("leaf %d", n)), reader)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return reader, nil
}

func answer(asked question, reader tlog.HashReader) (string, error) {
	root, err := tlog.TreeHash(asked.Size, reader)
	if err != nil {
		return "", err
	}
	if hex.EncodeToString(root[:]) != asked.Root {
		return "another root", nil
	}
	ours := make([]tlog.Hash, len(asked.Proof))
	for at, text := range asked.Proof {
		copy(ours[at][:], raw(text))
	}
	if asked.Kind == "inclusion" {
		theirs, err := tlog.ProveRecord(asked.Size, asked.First, reader)
		if err != nil {
			return "", err
		}
		leaf := tlog.RecordHash([]byte(fmt.Sprintf("leaf %d", asked.First)))
		if err := tlog.CheckRecord(ours, asked.Size, root, asked.First, leaf); err != nil {
			return err.Error(), nil
		}
		return differs(ours, theirs), nil
	}
	older, err := tlog.TreeHash(asked.First, reader)
	if err != nil {
		return "", err
	}
	theirs, err := tlog.ProveTree(asked.Size, asked.First, reader)
	if err != nil {
		return "", err
	}
	if err := tlog.CheckTree(ours, asked.Size, root, asked.First, older); err != nil {
		return err.Error(), nil
	}
	return differs(ours, theirs), nil
}

func differs(ours, theirs []tlog.Hash) string {
	if len(ours) != len(theirs) {
		return "a proof of another length"
	}
	for at := range ours {
		if ours[at] != theirs[at] {
			return "another proof"
		}
	}
	return ""
}

// notes reads lines of {vkey, note, good}, and prints those that sumdb/note judges otherwise; then notes of its own.
func notes(out *json.Encoder) error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, lineBytesMax)
	agreed := 0
	for lines.Scan() {
		var asked struct {
			Vkey string `json:"vkey"`
			Note string `json:"note"`
			Good bool   `json:"good"`
		}
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		verifier, err := note.NewVerifier(asked.Vkey)
		if err == nil {
			_, err = note.Open([]byte(asked.Note), note.VerifierList(verifier))
		}
		if (err == nil) != asked.Good {
			_ = out.Encode(map[string]any{"asked": asked, "problem": fmt.Sprint(err)})
			continue
		}
		agreed++
	}
	for n := 0; n < 100; n++ {
		secret, vkey, err := note.GenerateKey(rand.Reader, fmt.Sprintf("log-%d.example/ledger", n))
		if err != nil {
			return err
		}
		signer, err := note.NewSigner(secret)
		if err != nil {
			return err
		}
		root := tlog.RecordHash([]byte(vkey))
		text := fmt.Sprintf("log-%d.example/ledger\n%d\n%s\n", n, n*n, root)
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			return err
		}
		_ = out.Encode(map[string]any{"vkey": vkey, "note": string(signed), "size": n * n})
	}
	return out.Encode(map[string]int{"agreed": agreed})
}

func raw(text string) []byte {
	bytes, _ := hex.DecodeString(text)
	return bytes
}

func raws(all []string) [][]byte {
	bytes := make([][]byte, len(all))
	for at, text := range all {
		bytes[at] = raw(text)
	}
	return bytes
}

func texts(hashes [][]byte) []string {
	all := make([]string, len(hashes))
	for at, hash := range hashes {
		all[at] = hex.EncodeToString(hash)
	}
	return all
}
