// Checks a log with a client that knows C2SP tlog-tiles and nothing of Mingjing:
// filippo.io/torchwood over golang.org/x/mod/sumdb (tlog, note).
//
//	go run . PREFIX VERIFIER-KEY
//
// PREFIX is the URL of one log, such as http://127.0.0.1:20200/journal/publish. Every entry is
// fetched and proved against the signed checkpoint; then a later checkpoint is proved consistent.
package main

import (
	"context"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run . PREFIX VERIFIER-KEY")
		os.Exit(2)
	}
	if err := check(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(ctx context.Context, prefix, key string) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("verifier key: %w", err)
	}
	fetcher, err := torchwood.NewTileFetcher(prefix)
	if err != nil {
		return err
	}
	first, err := checkpoint(ctx, fetcher, verifier)
	if err != nil {
		return err
	}
	client, err := torchwood.NewClient(fetcher)
	if err != nil {
		return err
	}
	entries, bytes := int64(0), 0
	for index, entry := range client.AllEntries(ctx, first.Tree, 0) {
		if index != entries {
			return fmt.Errorf("entry %d came in the place of %d", index, entries)
		}
		entries++
		bytes += len(entry)
	}
	if err := client.Err(); err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	if entries != first.N {
		return fmt.Errorf("%d of %d entries", entries, first.N)
	}
	if err := included(ctx, client, first.Tree); err != nil {
		return err
	}
	later, err := checkpoint(ctx, fetcher, verifier)
	if err != nil {
		return err
	}
	if err := consistent(ctx, fetcher, first.Tree, later.Tree); err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, %d bytes, proved; consistent with the checkpoint of size %d\n",
		first.Origin, entries, bytes, later.N)
	return nil
}

// included proves the last entry on its own. A log without entries has the hash of no leaf.
func included(ctx context.Context, client *torchwood.Client, tree tlog.Tree) error {
	if tree.N == 0 {
		empty, err := tlog.TreeHash(0, nil)
		if err == nil && empty != tree.Hash {
			err = fmt.Errorf("the empty log has the root %v", tree.Hash)
		}
		return err
	}
	last, proof, err := client.Entry(ctx, tree, tree.N-1)
	if err != nil {
		return fmt.Errorf("last entry: %w", err)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, tree.N-1, tlog.RecordHash(last)); err != nil {
		return fmt.Errorf("inclusion: %w", err)
	}
	return nil
}

func checkpoint(ctx context.Context, f *torchwood.TileFetcher, v note.Verifier) (torchwood.Checkpoint, error) {
	signed, err := f.ReadEndpoint(ctx, "checkpoint")
	if err != nil {
		return torchwood.Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	opened, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return torchwood.Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	parsed, err := torchwood.ParseCheckpoint(opened.Text)
	if err != nil {
		return torchwood.Checkpoint{}, err
	}
	if parsed.Origin != v.Name() {
		return torchwood.Checkpoint{}, fmt.Errorf("the checkpoint is of %s", parsed.Origin)
	}
	return parsed, nil
}

// consistent proves that a tree begins with an older one; with the empty one every tree does.
func consistent(ctx context.Context, f *torchwood.TileFetcher, old, new tlog.Tree) error {
	if old.N == 0 {
		return nil
	}
	reader := torchwood.TileHashReaderWithContext(ctx, new, f)
	proof, err := tlog.ProveTree(new.N, old.N, reader)
	if err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	if err := tlog.CheckTree(proof, new.N, new.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	return nil
}
