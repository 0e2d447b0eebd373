package io.orderlog.cli;

import io.orderlog.cli.api.CredentialsException;
import io.orderlog.cli.figures.FiguresCommand;
import io.orderlog.cli.importing.ImportCommand;
import io.orderlog.cli.parked.ParkedCommand;
import io.orderlog.cli.rebuild.RebuildCommand;
import io.orderlog.cli.retail.UnreadableFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The command line of Orderlog. */
@Command(name = "orderlog", description = "Talks to a running Orderlog.", mixinStandardHelpOptions = true, versionProvider = OrderlogCli.Version.class, synopsisSubcommandLabel = "COMMAND", subcommands = {
        ImportCommand.class, FiguresCommand.class, ParkedCommand.class, RebuildCommand.class})
public final class OrderlogCli {

    private static final int HELP_WIDTH = 110;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Failures are one sentence on the screen, never a stack trace, unless they are our own mistakes. */
    public static CommandLine commandLine() {
        return new CommandLine(new OrderlogCli()).setUsageHelpWidth(HELP_WIDTH).setExecutionExceptionHandler((e, command, _) -> {
            if (e instanceof UnreadableFileException || e instanceof CredentialsException) {
                command.getErr().println(e.getMessage());
                return ExitCode.USAGE;
            }
            throw e;
        });
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = OrderlogCli.class.getPackage().getImplementationVersion();
            return new String[]{"orderlog " + (version == null ? "(not packaged)" : version)};
        }
    }
}
