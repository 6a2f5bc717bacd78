// Runs the guide's reader on lines of "extMsg TAB state". Uses nothing of Android, which is not there.
package your.application.id

fun main() {
    for (line in generateSequence(::readLine)) {
        val (extMsg, state) = line.split('\t')
        println(
            try {
                readTicket(if (extMsg == "(null)") null else extMsg, state)
            } catch (refused: LoginException) {
                refused.code
            }
        )
    }
    println(buildLaunchPath("5e4cdd055df3df65dc58b97d", true, LoginBinding("Zm9vYmFyYmF6cXV4MTIzNA", "v")))
}
