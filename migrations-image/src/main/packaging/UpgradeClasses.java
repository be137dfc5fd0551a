import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the classes of old jars again in the format of Java 8, with the same instructions: those of Java 5 and older are in no AOT cache
 * and go through the old verifier at every start, which for picocli took a tenth of a second.
 *
 * <p>Run by Maven, as one file: {@code java UpgradeClasses.java FOLDER}. A jar that needs nothing is left as it is.
 */
final class UpgradeClasses {

    /** Java 6: the first with stack maps. */
    private static final int OLDEST = 50;

    private static final int JAVA_8 = 52;

    private UpgradeClasses() {}

    public static void main(String[] arguments) throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (var jar : jars) {
                if (isOld(jar)) {
                    upgrade(jar);
                }
            }
        }
    }

    private static boolean isOld(Path path) throws IOException {
        try (var jar = new JarFile(path.toFile())) {
            for (var entry : Collections.list(jar.entries())) {
                if (isOld(entry, read(jar, entry))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whole or not at all. */
    private static void upgrade(Path path) throws IOException {
        var upgraded = path.resolveSibling(path.getFileName() + ".upgraded");
        try (var jar = new JarFile(path.toFile());
                var loader = new URLClassLoader(new URL[] {path.toUri().toURL()});
                var out = new JarOutputStream(Files.newOutputStream(upgraded))) {
            var format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
            for (var entry : Collections.list(jar.entries())) {
                var bytes = read(jar, entry);
                var same = new JarEntry(entry.getName());
                same.setTime(entry.getTime());
                out.putNextEntry(same);
                out.write(isOld(entry, bytes) ? upgraded(format, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(upgraded, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Code that is copied as it is would get no stack maps. */
    private static byte[] upgraded(ClassFile format, byte[] bytes) {
        var written = ClassTransform.transformingMethodBodies((code, instruction) -> code.with(instruction));
        var java8 = ClassTransform.endHandler(all -> all.withVersion(JAVA_8, 0));
        return format.transformClass(format.parse(bytes), written.andThen(java8));
    }

    private static boolean isOld(JarEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class") && ClassFile.of().parse(bytes).majorVersion() < OLDEST;
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
