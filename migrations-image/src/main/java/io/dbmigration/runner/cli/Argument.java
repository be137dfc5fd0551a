package io.dbmigration.runner.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * An option or parameter of a command, and what was given for it. Made by calls and not by annotations, for each kind of which Java would
 * make a class: together a sixth of a small deploy.
 *
 * @param <T> of its value
 */
final class Argument<T> {

    private final ArgSpec spec;

    private Argument(ArgSpec spec) {
        this.spec = spec;
    }

    static <T> Argument<T> option(Class<T> type, String label, String description, String... names) {
        return new Argument<>(OptionSpec.builder(names)
                .type(type)
                .paramLabel(label)
                .description(description)
                .build());
    }

    static <T> Argument<T> required(Class<T> type, String label, String description, String name) {
        return new Argument<>(OptionSpec.builder(name)
                .type(type)
                .paramLabel(label)
                .description(description)
                .required(true)
                .build());
    }

    /** May be given more than once. */
    static Argument<List<String>> options(String label, String description, String name) {
        return new Argument<>(OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    static Argument<Boolean> flag(String description, String name) {
        return new Argument<>(OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build());
    }

    /** @param arity {@code 1}: it must be given; {@code 0..1} */
    static <T> Argument<T> parameter(Class<T> type, String label, String arity, String description) {
        return new Argument<>(PositionalParamSpec.builder()
                .index("0")
                .arity(arity)
                .required(arity.equals("1"))
                .type(type)
                .paramLabel(label)
                .description(description)
                .build());
    }

    /** As many as are given. */
    static Argument<List<String>> parameters(String label, String description) {
        return new Argument<>(PositionalParamSpec.builder()
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    ArgSpec spec() {
        return spec;
    }

    boolean given() {
        var value = spec.getValue();
        return value != null && !value.equals(false);
    }

    @Nullable
    T orNull() {
        return spec.getValue();
    }

    T orElse(T otherwise) {
        return Objects.requireNonNullElse(orNull(), otherwise);
    }

    /** Of what has to be given. */
    T value() {
        return Objects.requireNonNull(orNull(), "required");
    }
}
