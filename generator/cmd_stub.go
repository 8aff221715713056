package main

import "github.com/spf13/cobra"

func (a *app) newCmd() *cobra.Command    { return &cobra.Command{Use: "new"} }
func (a *app) importCmd() *cobra.Command { return &cobra.Command{Use: "import"} }
func (a *app) exportCmd() *cobra.Command { return &cobra.Command{Use: "export"} }
