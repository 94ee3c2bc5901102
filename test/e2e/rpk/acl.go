package main

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func createACLs(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("create")
	principals := set.StringSlice("allow-principal", nil, "")
	names := set.StringSlice("operation", nil, "")
	topics := set.StringSlice("topic", nil, "")
	groups := set.StringSlice("group", nil, "")
	parse(set, args)
	var operations []kadm.ACLOperation
	for _, name := range *names {
		operation, err := kmsg.ParseACLOperation(name)
		if err != nil {
			die("invalid ACL operation %q: %v", name, err)
		}
		operations = append(operations, operation)
	}
	acls := kadm.NewACLs().Allow(*principals...).AllowHosts().Operations(operations...).Topics(*topics...).Groups(*groups...).ResourcePatternType(kadm.ACLPatternLiteral)
	answers, err := client.CreateACLs(ctx, acls)
	if err != nil {
		die("unable to create ACLs: %v", err)
	}
	for _, answer := range answers {
		if answer.Err != nil {
			fmt.Printf("%s %s: %s\n", answer.Principal, answer.Name, refusal(answer.Err, answer.ErrMessage))
		}
	}
}
