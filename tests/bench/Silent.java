// SPDX-License-Identifier: MIT
// A program that is silent for so many milliseconds, then prints, and is there a little longer: behind -splash:, which
// goes as it prints. Silent MS

import java.awt.SplashScreen;

public class Silent {
    public static void main(String[] arguments) throws InterruptedException {
        Thread.sleep(Long.parseLong(arguments[0]));
        System.out.println("hello");
        if (System.getProperty("splash") != null) {
            SplashScreen splash = SplashScreen.getSplashScreen();
            if (splash != null)
                splash.close();
        }
        Thread.sleep(300);
    }
}
