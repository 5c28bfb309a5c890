package io.hydrant;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A Java source as the compiler's parser sees it.
///
/// @param untyped locals declared with `var` outside `try`
record SourceFile(
    Path path, String text, List<Type> types, List<Method> methods, List<String> untyped) {

  /// A class, interface, enum or record of any depth.
  ///
  /// @param open whether it is public, and all around it
  record Type(String name, boolean open, boolean documented) {}

  /// A method or constructor.
  ///
  /// @param lines from its first annotation or modifier to its closing brace
  record Method(String name, int line, int lines, int parameters) {}

  static List<SourceFile> read(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<SourceFile> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Scan scan = new Scan(unit, DocTrees.instance(task));
        scan.scan(unit, null);
        sources.add(scan.source());
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int lines() {
    return (int) text.lines().count();
  }

  @Override
  public String toString() {
    return Repository.root().relativize(path).toString();
  }

  private static final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final LineMap lines;
    private final List<Type> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<String> untyped = new ArrayList<>();

    Scan(CompilationUnitTree unit, DocTrees trees) {
      this.unit = unit;
      this.trees = trees;
      this.lines = unit.getLineMap();
    }

    SourceFile source() {
      Path path = Path.of(unit.getSourceFile().toUri());
      return new SourceFile(path, Repository.text(path), types, methods, untyped);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!type.getSimpleName().isEmpty()) {
        DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
        boolean documented = comment != null && !comment.getFirstSentence().isEmpty();
        types.add(new Type(type.getSimpleName().toString(), open(), documented));
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      long first = line(positions().getStartPosition(unit, method));
      long last = line(positions().getEndPosition(unit, method));
      methods.add(
          new Method(
              method.getName().toString(),
              (int) first,
              (int) (last - first + 1),
              ofRecord(method) ? 0 : method.getParameters().size()));
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      boolean free =
          parent instanceof TryTree
              || parent instanceof BindingPatternTree
              || parent instanceof LambdaExpressionTree;
      if (variable.getType() == null && !free) {
        untyped.add("var " + variable.getName());
      }
      return super.visitVariable(variable, null);
    }

    /// The parser gives the compact constructor of a record its components as parameters.
    private boolean ofRecord(MethodTree method) {
      boolean record = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
      return record && method.getReturnType() == null;
    }

    /// Types nested in an interface are public without saying so.
    private boolean open() {
      for (Tree around : getCurrentPath()) {
        if (around instanceof ClassTree type && !isPublic(type)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isPublic(ClassTree type) {
      return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private long line(long position) {
      return lines.getLineNumber(position);
    }

    private SourcePositions positions() {
      return trees.getSourcePositions();
    }
  }
}
