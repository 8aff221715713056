package main

import "github.com/spf13/cobra"

func (a *app) newCmd() *cobra.Command { return &cobra.Command{Use: "new"} }
