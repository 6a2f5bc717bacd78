package android.content;

public class Intent {
    public Intent(String action) {}
    public Intent putExtra(String name, Intent value) { return this; }
    public Intent setPackage(String packageName) { return this; }
}
